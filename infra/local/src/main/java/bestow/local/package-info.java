/// Starts the whole platform on one machine: `Launcher` is the table of what runs. Real processes
/// all of them, each with its own port, log and pid file, everything on loopback and under `.local`
/// at the root of the repository.
@NullMarked
package bestow.local;

import org.jspecify.annotations.NullMarked;
