/** The command that tells whether a store and its configuration are fit for SealCache. */
@NullMarked
package io.sealcache.cli.check;

import org.jspecify.annotations.NullMarked;
