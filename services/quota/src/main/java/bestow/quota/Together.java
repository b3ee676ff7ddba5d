package bestow.quota;

import bestow.mesh.CallContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does the same for many things, side by side: their scripts reach the store as one batch.
@FunctionalInterface
interface Together {

  /// What is done for each.
  @FunctionalInterface
  interface Task<A, B> {
    B apply(A thing) throws StoreFailure;
  }

  /// Does the task for each and gives the results in the same order. All have ended when it returns
  /// or throws.
  ///
  /// @throws StoreFailure the first failure, in the order of the things
  <A, B> List<B> map(List<A> things, Task<A, B> task) throws StoreFailure;

  /// One virtual thread a thing.
  static Together virtual() {
    return Together::onVirtualThreads;
  }

  private static <A, B> List<B> onVirtualThreads(List<A> things, Task<A, B> task)
      throws StoreFailure {
    if (things.size() == 1) {
      return List.of(task.apply(things.getFirst()));
    }
    var results = new ArrayList<B>(things.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<B>>(things.size());
      for (var thing : things) {
        futures.add(threads.submit(carried(() -> task.apply(thing))));
      }
      for (var future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreFailure failure) {
        throw failure;
      }
      throw new IllegalStateException("A task side by side with others failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreFailure(StoreFailure.Effect.UNKNOWN, "interrupted while others worked");
    }
  }

  private static <B> Callable<B> carried(Callable<B> task) {
    return CallContext.isBound() ? CallContext.current().carry(task) : task;
  }
}
