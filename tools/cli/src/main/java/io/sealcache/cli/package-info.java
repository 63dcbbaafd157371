/** The command line of SealCache: what all commands have in common, and how they are found. */
@NullMarked
package io.sealcache.cli;

import org.jspecify.annotations.NullMarked;
