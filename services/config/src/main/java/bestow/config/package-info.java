/// The config service: what an operator may offer. It reads campaign files, keeps drafts and
/// numbered revisions that never change, and hands every gateway its copy of all that is published.
@NullMarked
package bestow.config;

import org.jspecify.annotations.NullMarked;
