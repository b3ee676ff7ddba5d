/// What crosses delivery's doors: one order to deliver, and what became of it.
@NullMarked
package bestow.wire.delivery;

import org.jspecify.annotations.NullMarked;
