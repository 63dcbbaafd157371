/**
 * The beans that docs/cdi.md shows and PageTest runs: no beans of other tests, which scan this too.
 */
@NullMarked
@Vetoed
package io.sealcache.cdi.page;

import jakarta.enterprise.inject.Vetoed;
import org.jspecify.annotations.NullMarked;
