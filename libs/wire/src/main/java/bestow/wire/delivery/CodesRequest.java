package bestow.wire.delivery;

import io.avaje.jsonb.Json;
import java.util.List;

/// `POST /v1/codes`, for operators: put coupon codes into a pool, from which each is handed out
/// once.
///
/// @param pool the pool's name, as a provider's endpoint `http://code-pool/NAME` has it
/// @param codes 1 to 1,000 of them
@Json
public record CodesRequest(String pool, List<String> codes) {
  public CodesRequest {
    if (pool.isEmpty()) throw new IllegalArgumentException("pool is empty");
    if (codes.isEmpty() || codes.size() > 1_000)
      throw new IllegalArgumentException("codes 1 to 1,000, were " + codes.size());
    codes = List.copyOf(codes);
  }
}
