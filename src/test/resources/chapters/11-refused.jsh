// 11. A chapter that the compiler refuses, in line 7
// Question: does it say where?
// Minutes: 1

// The type is wrong in the second line of the second snippet.
int right = 1
int sum = right +
    List.of(1).get("one")
