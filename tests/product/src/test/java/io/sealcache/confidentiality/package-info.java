/** Nothing in clear outside of the application, and what keys open. */
@NullMarked
package io.sealcache.confidentiality;

import org.jspecify.annotations.NullMarked;
