/// What crosses security's doors: who claims from where, and the verdict; a partner's signed order.
@NullMarked
package bestow.wire.security;

import org.jspecify.annotations.NullMarked;
