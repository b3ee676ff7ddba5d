package bestow.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sessions in memory, held to the same contract as those in Redis.
final class MemorySessionStore implements SessionStore {
  private record Open(String user, Instant expires) {}

  private final Map<String, Open> sessions = new HashMap<>();
  private final Map<String, List<String>> users = new HashMap<>();

  @Override
  public synchronized Kept open(
      Token token, String user, Instant opened, Instant expires, int sessionsMax) {
    sessions.put(token.hash(), new Open(user, expires));
    var mine = users.computeIfAbsent(user, _ -> new ArrayList<>());
    mine.add(token.hash());
    while (mine.size() > sessionsMax) sessions.remove(mine.removeFirst());
    return Kept.KEPT;
  }

  @Override
  public synchronized Found find(Token token, Instant now) {
    var open = sessions.get(token.hash());
    return open == null || !now.isBefore(open.expires())
        ? new Found.Nobody()
        : new Found.User(open.user());
  }

  @Override
  public synchronized Ended close(Token token, Instant now) {
    if (!(find(token, now) instanceof Found.User(String user))) return new Ended.Nobody();
    sessions.remove(token.hash());
    users.getOrDefault(user, new ArrayList<>()).remove(token.hash());
    return new Ended.Count(1);
  }

  @Override
  public synchronized Ended closeAll(Token token, Instant now) {
    if (!(find(token, now) instanceof Found.User(String user))) return new Ended.Nobody();
    var mine = users.getOrDefault(user, List.of());
    mine.forEach(sessions::remove);
    users.remove(user);
    return new Ended.Count(mine.size());
  }
}
