package bestow.store;

/// Where a store's calls go: one Redis, or all masters of a cluster. Safe for use by many threads.
sealed interface Nodes permits Lines, Cluster {

  /// Begins to connect, in the background.
  void start();

  /// Runs a call of the current thread and waits for its end.
  StoreReply run(Call call);

  /// How many connections are up.
  int up();

  /// How many calls wait to be sent.
  int waiting();

  /// Sends nothing more, lets what is on its way end within the timeout, closes the connections.
  void close();
}
