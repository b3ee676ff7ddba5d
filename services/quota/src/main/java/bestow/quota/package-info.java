/// Quota: how many gifts there are and who may have one. Holds a gift for a user and gives the
/// order its number, confirms or releases it, and moves stock between a gift's buckets. One script
/// decides a claim, so that no crash and no race can give a unit twice.
@NullMarked
package bestow.quota;

import org.jspecify.annotations.NullMarked;
