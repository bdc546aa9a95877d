import java.util.*
import moelab.cluster.*
