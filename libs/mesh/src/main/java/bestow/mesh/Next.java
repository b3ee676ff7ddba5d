package bestow.mesh;

import java.util.List;

/// The rest of an attempt's way to the callee.
@FunctionalInterface
interface Next {

  Outcome call(Attempt attempt);

  /// The way through all the stages in order. The last one must not pass on.
  static Next through(List<Stage> stages) {
    Next rest =
        _ -> {
          throw new IllegalStateException("The last stage passed an attempt on");
        };
    for (var stage : stages.reversed()) {
      var onward = rest;
      rest = attempt -> stage.call(attempt, onward);
    }
    return rest;
  }
}
