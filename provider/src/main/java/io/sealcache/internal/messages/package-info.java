/** What messages and logs show. */
@NullMarked
package io.sealcache.internal.messages;

import org.jspecify.annotations.NullMarked;
