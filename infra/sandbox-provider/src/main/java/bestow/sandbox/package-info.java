/// An outside provider to deliver to: takes gifts over HTTP, writes each delivery into a ledger of
/// its own that survives its death, and misbehaves as it is told. It stands for a system that is
/// not ours, so it shares no code with the way the platform's services listen.
@NullMarked
package bestow.sandbox;

import org.jspecify.annotations.NullMarked;
