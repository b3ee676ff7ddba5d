/// The claim protocol in virtual time: the real state machine, book, courier, sweepers and stock of
/// several instances, over the pure model of their stores' scripts, with everything that can go
/// wrong between them.
@NullMarked
package bestow.simulation;

import org.jspecify.annotations.NullMarked;
