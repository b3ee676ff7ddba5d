package bestow.quota;

import java.util.HashMap;
import java.util.Map;

/// Notes for which gift a key is used, in memory. Safe for use by many threads.
final class MemoryKeyNotes {
  private final Map<KeyOf, KeyNote> notes = new HashMap<>();

  private record KeyOf(String owner, ClaimKey key) {}

  synchronized KeyNote.Answer begin(KeyNote note) {
    var was = notes.get(new KeyOf(note.owner(), note.key()));
    if (was != null && !was.use().equals(note.use())) {
      return KeyNote.Answer.REUSED;
    }
    if (was != null && was.till() > note.now() && was.till() <= note.till()) {
      return KeyNote.Answer.IN_FLIGHT;
    }
    notes.put(new KeyOf(note.owner(), note.key()), note);
    return KeyNote.Answer.BEGUN;
  }

  synchronized void end(KeyNote note) {
    notes.computeIfPresent(
        new KeyOf(note.owner(), note.key()),
        (_, was) ->
            was.use().equals(note.use()) && was.till() == note.till()
                ? new KeyNote(note.owner(), note.key(), note.use(), note.now(), 0)
                : was);
  }

  /// Others, the same as these are now.
  synchronized MemoryKeyNotes copy() {
    var copy = new MemoryKeyNotes();
    copy.notes.putAll(notes);
    return copy;
  }
}
