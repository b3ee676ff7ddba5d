package bestow.mesh;

import java.util.List;

/// Who knows which instances of a service there are.
interface Registry extends AutoCloseable {

  /// What a registry says when it is asked.
  sealed interface Reply {
    /// The instances that pass their checks, and the mark of this state of the list.
    record Listed(long index, List<Instance> instances) implements Reply {
      public Listed {
        instances = List.copyOf(instances);
      }
    }

    /// It could not be asked, or answered with an error.
    record Silent(String why) implements Reply {}
  }

  /// Asks for the list of a service, waiting until it is another one than that at `index`, or until
  /// the registry finds that it has waited long enough. 0 asks for the list as it is. An interrupt
  /// ends it early.
  Reply list(String service, long index);

  @Override
  void close();
}
