package bestow.wire.security;

import io.avaje.jsonb.Json;
import java.util.List;

/// The block list, at most 10,000 entries.
@Json
public record Blocks(List<Block> blocks) {
  public Blocks {
    blocks = List.copyOf(blocks);
  }
}
