/** An application that is developed with devtools, which load its classes anew. */
@NullMarked
package io.sealcache.spring.boot.restart;

import org.jspecify.annotations.NullMarked;
