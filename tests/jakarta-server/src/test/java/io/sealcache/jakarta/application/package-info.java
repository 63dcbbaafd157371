/**
 * The application that is deployed: beans with JCache's annotations, and servlets that call them
 * and say what they find.
 */
@NullMarked
package io.sealcache.jakarta.application;

import org.jspecify.annotations.NullMarked;
