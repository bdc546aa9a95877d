// 10. A chapter that plays
// Question: does it play?
// Minutes: 1

// Two snippets in one block, one of them over two lines.
// The second is an expression without a name.
var sizes = List.of(
    3, 4)
sizes.get(0) + sizes.get(1)

// -> The sum is seven.

System.out.println("printed " + sizes.size())
int[] none = null
void nothing() { }
nothing()
for (int i = 0; i < 2; i++)
    sizes.get(i);
assert sizes.size() == 2 : "two"
