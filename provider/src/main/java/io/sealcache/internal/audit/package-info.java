/** What auditors ask for: the port by which it is told, and where it goes from there. */
@NullMarked
package io.sealcache.internal.audit;

import org.jspecify.annotations.NullMarked;
