/** The events that operators and auditors are told, and names that they are not. */
@NullMarked
package io.sealcache.audit;

import org.jspecify.annotations.NullMarked;
