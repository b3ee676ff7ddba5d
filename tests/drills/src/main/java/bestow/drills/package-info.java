/// Drills: the whole platform as processes, a steady stream of claims, a fault, and a page that
/// shows what its users noticed, with a verdict.
@NullMarked
package bestow.drills;

import org.jspecify.annotations.NullMarked;
