// 13. A chapter whose claim is wrong, in line 6
// Question: are assertions on?
// Minutes: 1

double measured = 1.05
assert Math.abs(measured - 1) < 0.01 : "measured " + measured + ", expected 1 within 0.01"
