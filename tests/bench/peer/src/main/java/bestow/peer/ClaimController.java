package bestow.peer;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClientException;

/** The door of the platform. */
@RestController
@Profile("gateway")
class ClaimController {
  private static final String BEARER = "Bearer ";
  private final ClaimFlow flow;

  ClaimController(ClaimFlow flow) {
    this.flow = flow;
  }

  @PostMapping("/v1/claims")
  ResponseEntity<Wire.Claimed> claim(
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization,
      @RequestBody Wire.Claim claim,
      HttpServletRequest request) {
    if (!authorization.startsWith(BEARER)) {
      throw new ClaimProblem(HttpStatus.UNAUTHORIZED, "session-invalid");
    }
    var token = authorization.substring(BEARER.length());
    var claimed = flow.claim(token, request.getRemoteAddr(), claim);
    var status = claimed.status().equals("delivered") ? HttpStatus.OK : HttpStatus.ACCEPTED;
    return ResponseEntity.status(status).body(claimed);
  }

  @ExceptionHandler
  ErrorResponse refused(ClaimProblem problem) {
    return problem;
  }

  @ExceptionHandler({
    RestClientException.class,
    CallNotPermittedException.class,
    BulkheadFullException.class
  })
  ErrorResponse unavailable() {
    return new ClaimProblem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
  }
}
