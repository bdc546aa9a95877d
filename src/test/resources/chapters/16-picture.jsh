// 16. A chapter with a picture
// Question: is it drawn?
// Minutes: 1

// A figure is a value, too.
import moelab.plot.HeatMap
var map = HeatMap.of("squares", "", 4, (i, j) -> i * j)

// -> Dark at the end.

// What is printed is kept as it is.
System.out.println("printed <b> here")

// -> With its characters.
