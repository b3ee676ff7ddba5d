package bestow.bench;

import java.util.List;
import java.util.concurrent.Callable;

/// One way to make the call, ready to be gone.
///
/// @param how which way
/// @param callers what each caller does, one thread at a time; gives the answer's body
record Way(How how, List<Callable<byte[]>> callers) {
  Way {
    callers = List.copyOf(callers);
  }
}
