package bestow.mesh;

/// One thing that happens to an attempt on its way to the callee and back.
@FunctionalInterface
interface Stage {

  /// Ends the attempt itself, or passes it on, knowing more, and gives back what came of it.
  Outcome call(Attempt attempt, Next next);
}
