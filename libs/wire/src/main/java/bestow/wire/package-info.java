/// What crosses a door: the codec of the records, and the one shape of every error. The records
/// themselves live in one package a
/// service. No logic, no I/O.
@NullMarked
package bestow.wire;

import org.jspecify.annotations.NullMarked;
