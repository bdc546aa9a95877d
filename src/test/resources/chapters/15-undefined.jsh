// 15. A chapter that uses what is not there, in line 6
// Question: is it noticed?
// Minutes: 1

var a = 1
Missing m
