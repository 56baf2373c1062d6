/** What RBAC does not allow here, and what grants it. */
@NullMarked
package dev.roundabout.viz.ui.permissions;

import org.jspecify.annotations.NullMarked;
