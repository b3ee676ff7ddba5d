package bestow.config;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Drafts and revisions in config's own Redis, whose append-only file is synced before each answer.
/// Each act is one script; all keys share one hash tag, so that they stay together in a cluster.
/// For any number of threads.
final class RedisConfigStore implements ConfigStore {
  private static final String DRAFTS = "{config}:drafts";
  private static final String IDS = "{config}:ids";
  private static final String REVISIONS = "{config}:revisions";
  private static final String LIVE = "{config}:live";
  private static final String VERSIONS = "{config}:versions";
  private static final String VERSION = "{config}:version";

  private static final Script FIND = script("entry.lua");
  private static final Script SAVE = script("save.lua");
  private static final Script PUBLISH = script("publish.lua");
  private static final Script REVISION = script("revision.lua");
  private static final Script PAGE = script("page.lua");
  private static final Script NEWEST = script("version.lua");
  private static final Script PUBLISHED = script("published.lua");

  /// What every connection makes known to Redis.
  static final List<Script> SCRIPTS =
      List.of(FIND, SAVE, PUBLISH, REVISION, PAGE, NEWEST, PUBLISHED);

  private final Store store;

  RedisConfigStore(Store store) {
    this.store = store;
  }

  @Override
  public Answer<Optional<Entry>> entry(CampaignId id) {
    return ask(
        FIND,
        List.of(DRAFTS, LIVE, VERSIONS),
        List.of(id.value()),
        value -> value.absent() ? done(Optional.empty()) : entry(value.many()));
  }

  @Override
  public Answer<Saving> save(Draft draft, int campaignsMax) {
    return ask(
        SAVE,
        List.of(DRAFTS, IDS),
        List.of(
            draft.id().value(),
            Long.toString(draft.edit()),
            Records.write(draft),
            Integer.toString(campaignsMax)),
        value ->
            done(
                switch (value.text()) {
                  case "kept" -> Saving.KEPT;
                  case "conflict" -> Saving.CONFLICT;
                  default -> Saving.FULL;
                }));
  }

  @Override
  public Answer<Optional<Long>> publish(Revision revision, long edit) {
    return ask(
        PUBLISH,
        List.of(DRAFTS, REVISIONS, LIVE, VERSIONS, VERSION),
        List.of(
            revision.id().value(),
            Long.toString(edit),
            Integer.toString(revision.number()),
            Records.write(revision)),
        value -> done(value.absent() ? Optional.empty() : Optional.of(value.number())));
  }

  @Override
  public Answer<Optional<Live>> revision(CampaignId id, int number) {
    return ask(
        REVISION,
        List.of(REVISIONS, VERSIONS),
        List.of(id.value(), Integer.toString(number)),
        value ->
            value.absent()
                ? done(Optional.empty())
                : whole(live(value.many(), 0), live -> done(Optional.of(live))));
  }

  @Override
  public Answer<List<Line>> page(String after, int limit) {
    return ask(
        PAGE,
        List.of(IDS, DRAFTS, LIVE),
        List.of(after, Integer.toString(limit)),
        value -> done(value.many().values().stream().map(line -> line(line.many())).toList()));
  }

  @Override
  public Answer<Long> version() {
    return ask(NEWEST, List.of(VERSION), List.of(), value -> done(value.number()));
  }

  @Override
  public Answer<Live.Set> published() {
    return ask(
        PUBLISHED,
        List.of(VERSION, LIVE),
        List.of(),
        value -> set(value.many().number(0), value.many().at(1).many()));
  }

  private static Answer<Optional<Entry>> entry(Value.Many found) {
    return whole(
        Records.draft(found.text(0)),
        draft ->
            found.size() == 1
                ? done(Optional.of(new Entry(draft, Optional.empty())))
                : whole(
                    live(found, 1),
                    live -> done(Optional.of(new Entry(draft, Optional.of(live))))));
  }

  private static Answer<Live.Set> set(long version, Value.Many records) {
    var revisions = new ArrayList<Revision>();
    for (var record : records.values()) {
      Records.revision(record.text()).ifPresent(revisions::add);
    }
    if (revisions.size() < records.size()) {
      // A set without one of its campaigns would end that campaign everywhere.
      return damaged();
    }
    revisions.sort(Comparator.comparing(revision -> revision.id().value()));
    return done(new Live.Set(version, revisions));
  }

  private static Optional<Live> live(Value.Many found, int place) {
    long version = found.number(place + 1);
    return Records.revision(found.text(place)).map(revision -> new Live(revision, version));
  }

  private static Line line(Value.Many line) {
    int number = Math.toIntExact(line.number(2));
    return new Line(
        new CampaignId(line.text(0)),
        Records.savedAt(line.text(1)),
        number == 0 ? Optional.empty() : Optional.of(number));
  }

  private <T> Answer<T> ask(
      Script script, List<String> keys, List<String> args, Function<Value, Answer<T>> read) {
    return switch (store.run(script, keys, args)) {
      case StoreReply.Done(Value value) -> read.apply(value);
      case StoreReply.NotSent(String why) -> new Answer.NotDone<>(why);
      case StoreReply.Unknown(String why) -> new Answer.Uncertain<>(why);
      case StoreReply.Failed failed ->
          failed.nothingRan()
              ? new Answer.NotDone<>(failed.error())
              : new Answer.Uncertain<>(failed.error());
    };
  }

  private static <T> Answer<T> done(T value) {
    return new Answer.Done<>(value);
  }

  private static <R, T> Answer<T> whole(Optional<R> record, Function<R, Answer<T>> then) {
    return record.map(then).orElseGet(RedisConfigStore::damaged);
  }

  private static <T> Answer<T> damaged() {
    return new Answer.Damaged<>("a record is not what was written: its checksum does not fit");
  }

  private static Script script(String file) {
    return Script.load(RedisConfigStore.class, file);
  }
}
