// 14. A chapter with a snippet that does not end, in line 5
// Question: is it noticed?
// Minutes: 1

var open = List.of(1,

// prose
