package bestow.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Drafts and revisions in memory, held to the same contract as those in Redis. A test makes it
/// fail by [#fail(Answer)].
final class MemoryConfigStore implements ConfigStore {
  private final TreeMap<String, Draft> drafts = new TreeMap<>();
  private final Map<String, List<Live>> revisions = new HashMap<>();
  private Optional<Answer<?>> failure = Optional.empty();
  private Runnable meanwhile = () -> {};
  private long version;

  /// Every call ends so from now on.
  synchronized void fail(Answer<?> answer) {
    failure = Optional.of(answer);
  }

  /// No call fails any more.
  synchronized void mend() {
    failure = Optional.empty();
  }

  /// Happens once, right before the next draft or revision is kept.
  synchronized void meanwhile(Runnable act) {
    meanwhile = act;
  }

  /// All that is kept, to compare.
  synchronized List<Object> state() {
    return List.of(Map.copyOf(drafts), Map.copyOf(revisions), version);
  }

  @Override
  public synchronized Answer<Optional<Entry>> entry(CampaignId id) {
    return answer(
        Optional.ofNullable(drafts.get(id.value()))
            .map(draft -> new Entry(draft, newest(id.value()))));
  }

  @Override
  public synchronized Answer<Saving> save(Draft draft, int campaignsMax) {
    interrupt();
    var before = Optional.ofNullable(drafts.get(draft.id().value()));
    if (failure.isPresent() || before.equals(Optional.of(draft))) {
      return answer(Saving.KEPT);
    } else if (before.map(Draft::edit).orElse(0L) + 1 != draft.edit()) {
      return answer(Saving.CONFLICT);
    } else if (before.isEmpty() && drafts.size() >= campaignsMax) {
      return answer(Saving.FULL);
    }
    drafts.put(draft.id().value(), draft);
    return answer(Saving.KEPT);
  }

  @Override
  public synchronized Answer<Optional<Long>> publish(Revision revision, long edit) {
    interrupt();
    var id = revision.id().value();
    var same = find(id, revision.number()).filter(live -> live.revision().equals(revision));
    if (failure.isPresent() || same.isPresent()) {
      return answer(same.map(Live::version));
    }
    var draft = Optional.ofNullable(drafts.get(id));
    int newest = newest(id).map(live -> live.revision().number()).orElse(0);
    if (!draft.map(Draft::edit).equals(Optional.of(edit)) || newest + 1 != revision.number()) {
      return answer(Optional.empty());
    }
    version++;
    revisions.computeIfAbsent(id, _ -> new ArrayList<>()).add(new Live(revision, version));
    return answer(Optional.of(version));
  }

  @Override
  public synchronized Answer<Optional<Live>> revision(CampaignId id, int number) {
    return answer(find(id.value(), number));
  }

  @Override
  public synchronized Answer<List<Line>> page(String after, int limit) {
    return answer(
        drafts.tailMap(after, false).values().stream()
            .limit(limit)
            .map(
                draft ->
                    new Line(
                        draft.id(),
                        draft.savedAt(),
                        newest(draft.id().value()).map(live -> live.revision().number())))
            .toList());
  }

  @Override
  public synchronized Answer<Long> version() {
    return answer(version);
  }

  @Override
  public synchronized Answer<Live.Set> published() {
    return answer(
        new Live.Set(
            version,
            drafts.keySet().stream()
                .flatMap(id -> newest(id).stream())
                .map(Live::revision)
                .toList()));
  }

  private void interrupt() {
    var act = meanwhile;
    meanwhile = () -> {};
    act.run();
  }

  private Optional<Live> newest(String id) {
    var all = revisions.getOrDefault(id, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  private Optional<Live> find(String id, int number) {
    return revisions.getOrDefault(id, List.of()).stream()
        .filter(live -> live.revision().number() == number)
        .findFirst();
  }

  private <T> Answer<T> answer(T value) {
    return switch (failure.orElse(new Answer.Done<>(value))) {
      case Answer.Done<?> _ -> new Answer.Done<>(value);
      case Answer.NotDone<?>(String why) -> new Answer.NotDone<>(why);
      case Answer.Uncertain<?>(String why) -> new Answer.Uncertain<>(why);
      case Answer.Damaged<?>(String what) -> new Answer.Damaged<>(what);
    };
  }
}
