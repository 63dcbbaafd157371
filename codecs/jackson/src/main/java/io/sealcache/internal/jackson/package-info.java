/**
 * What codecs over either version of Jackson have in common; names none of them. Each version has a
 * room in {@code codec} that implements the ports here.
 */
@NullMarked
package io.sealcache.internal.jackson;

import org.jspecify.annotations.NullMarked;
