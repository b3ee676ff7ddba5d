package bestow.peer;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A refusal with a stable code, answered as problem details. */
class ClaimProblem extends ErrorResponseException {
  private static final long serialVersionUID = 1L;
  private final String code;

  ClaimProblem(HttpStatus status, String code) {
    super(status);
    this.code = code;
    getBody().setProperty("code", code);
  }

  String code() {
    return code;
  }
}
