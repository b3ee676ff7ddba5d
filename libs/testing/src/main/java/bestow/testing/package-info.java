/// What tests stand on: clocks moved by hand, seeds that replay, bounded waits, an HTTP peer that
/// misbehaves on request, and real Redis and Consul processes. Test scope only, and free of every
/// other module of ours, so that any of them can be tested with it.
@NullMarked
package bestow.testing;

import org.jspecify.annotations.NullMarked;
