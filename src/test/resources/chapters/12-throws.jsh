// 12. A chapter that throws in line 11
// Question: does it say where?
// Minutes: 1

// The method is sound; its call throws.
int third(int[] values) {
    int at = 3;
    return values[at];
}

third(new int[3])
System.out.println("never")
