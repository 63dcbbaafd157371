/** Applications in JVMs of their own over stores in processes of their own. */
@NullMarked
package io.sealcache.stores;

import org.jspecify.annotations.NullMarked;
