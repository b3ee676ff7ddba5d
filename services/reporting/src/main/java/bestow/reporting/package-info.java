/// What happened? Takes counts in batches and answers with sums. Nothing waits for it, and losing
/// its last second loses no gift.
@NullMarked
package bestow.reporting;

import org.jspecify.annotations.NullMarked;
