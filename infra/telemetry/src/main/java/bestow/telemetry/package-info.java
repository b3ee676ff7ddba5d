/// The names that are our own among all we measure: the dictionary of them, and the search for
/// those that the code uses.
@NullMarked
package bestow.telemetry;

import org.jspecify.annotations.NullMarked;
