/// Delivers orders: writes down each attempt before a byte of it goes out, calls the provider, and
/// writes down what came of it, so that whatever dies an order is delivered once and nobody is told
/// "failed" of something that may yet land. [bestow.delivery.OrderRules] are the rules of an
/// order's life; everything else brings events to them.
@NullMarked
package bestow.delivery;

import org.jspecify.annotations.NullMarked;
