/// How a service talks to its own Redis. A [bestow.store.Store] runs [bestow.store.Script]s for
/// many virtual threads over few connections and gives back a [bestow.store.StoreReply], which is a
/// value and never an exception: done, not sent, unknown or failed. Knows no word of campaigns.
@NullMarked
package bestow.store;

import org.jspecify.annotations.NullMarked;
