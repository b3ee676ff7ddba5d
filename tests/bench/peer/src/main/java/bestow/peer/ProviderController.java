package bestow.peer;

import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The outside provider: delivers each order once and remembers it. */
@RestController
@Profile("provider")
class ProviderController {
  private final ProviderLedger ledger;

  ProviderController(ProviderLedger ledger) {
    this.ledger = ledger;
  }

  @PostMapping("/gifts")
  Wire.Receipt deliver(@RequestBody Wire.GiftOrder order) {
    return new Wire.Receipt(ledger.record(order));
  }

  @GetMapping("/gifts/{order}")
  ResponseEntity<Wire.Receipt> find(@PathVariable String order) {
    return ResponseEntity.of(ledger.receipt(order).map(Wire.Receipt::new));
  }

  @GetMapping("/ledger")
  Map<String, Long> size() {
    return Map.of("deliveries", ledger.size(), "repeated", ledger.repeated());
  }
}
