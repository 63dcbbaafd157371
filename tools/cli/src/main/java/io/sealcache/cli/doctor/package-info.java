/** The command that tells whether settings, keys, store and what it holds are as they should be. */
@NullMarked
package io.sealcache.cli.doctor;

import org.jspecify.annotations.NullMarked;
