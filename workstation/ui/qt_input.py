"""From Qt's mouse to tools: they say what a button means, this knows how Qt tells of it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from workstation.session.stage import Stage
from workstation.session.workspace import activated, maximize_toggled
from workstation.tools.probe import hover
from workstation.tools.table import Button, tool, tool_of
from workstation.tools.tool import Gesture, Modifier, Pointer
from workstation.tools.wheel import Wheel

_BUTTONS = {
    Qt.MouseButton.LeftButton: Button.LEFT,
    Qt.MouseButton.MiddleButton: Button.MIDDLE,
    Qt.MouseButton.RightButton: Button.RIGHT,
}
_MODIFIERS = (
    (Qt.KeyboardModifier.ShiftModifier, Modifier.SHIFT),
    (Qt.KeyboardModifier.ControlModifier, Modifier.CONTROL),
    (Qt.KeyboardModifier.AltModifier, Modifier.ALT),
)
_CURSORS = {
    "pan": Qt.CursorShape.OpenHandCursor,
    "probe": Qt.CursorShape.CrossCursor,
    "scroll": Qt.CursorShape.SizeVerCursor,
}
_NOTCH = 120  # Qt's eighths of a degree


class QtInput(QObject):
    """Watches the mouse over the surface. One gesture lives at a time.

    menu_asked   the right button was pressed and released in one place: where on the monitor
    """

    menu_asked = Signal(QPoint)

    def __init__(self, stage: Stage, surface: QWidget) -> None:
        super().__init__(surface)
        self._stage = stage
        self._surface = surface
        self._wheel = Wheel(stage)
        self._gesture: Gesture | None = None
        self._pressed: Qt.MouseButton | None = None
        self._start = QPointF()
        surface.setMouseTracking(True)
        surface.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        surface.installEventFilter(self)
        self._handlers = {
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseButtonDblClick: self._double_click,
            QEvent.Type.MouseMove: self._move,
            QEvent.Type.MouseButtonRelease: self._release,
        }
        stage.store.connect(lambda _old, new: self._show_cursor(new.tool))

    @property
    def in_gesture(self) -> bool:
        """Whether a button is held and means something."""
        return self._gesture is not None

    def cancel(self) -> bool:
        """End the gesture as if it had not begun; answers whether there was one."""
        gesture, self._gesture = self._gesture, None
        self._pressed = None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what belongs to the tools."""
        if isinstance(event, QMouseEvent):
            handler = self._handlers.get(event.type())
            return handler is not None and handler(event)
        if isinstance(event, QWheelEvent):
            return self._turn(event)
        if event.type() == QEvent.Type.Leave and not self.in_gesture:
            hover(self._stage, None)
        return False

    def pointer(self, event: QMouseEvent | QWheelEvent) -> Pointer:
        """Where the mouse is in physical pixels of the surface."""
        ratio = self._surface.devicePixelRatioF()
        place = event.position() * ratio
        modifiers = Modifier.NONE
        for theirs, ours in _MODIFIERS:
            if event.modifiers() & theirs:
                modifiers |= ours
        return Pointer(place.x(), place.y(), modifiers)

    def _press(self, event: QMouseEvent) -> bool:
        if self._pressed is not None or event.button() not in _BUTTONS:
            return True
        self._pressed, self._start = event.button(), event.position()
        if event.button() == Qt.MouseButton.RightButton:
            self._activate(event)  # a gesture only once it moves: else it is the menu's
        else:
            self._begin(self.pointer(event))
        return True

    def _begin(self, at: Pointer) -> None:
        assert self._pressed is not None
        used = tool_of(_BUTTONS[self._pressed], self._stage.workspace)
        self._gesture = used.press(self._stage, at)
        if self._gesture is not None and used.cursor == "pan":
            self._surface.setCursor(Qt.CursorShape.ClosedHandCursor)

    def _move(self, event: QMouseEvent) -> bool:
        at = self.pointer(event)
        if self._gesture is not None:
            self._gesture.drag(at)
        elif self._pressed == Qt.MouseButton.RightButton:
            self._begin_if_moved(event, at)
        else:
            hover(self._stage, at)
        return True

    def _begin_if_moved(self, event: QMouseEvent, at: Pointer) -> None:
        way = event.position() - self._start
        if way.manhattanLength() >= QApplication.startDragDistance():
            ratio = self._surface.devicePixelRatioF()
            self._begin(Pointer(self._start.x() * ratio, self._start.y() * ratio, at.modifiers))
            if self._gesture is not None:
                self._gesture.drag(at)

    def _release(self, event: QMouseEvent) -> bool:
        if event.button() != self._pressed:
            return True
        gesture, self._gesture, self._pressed = self._gesture, None, None
        if gesture is not None:
            gesture.release(self.pointer(event))
            hover(self._stage, self.pointer(event))
            self._show_cursor(self._stage.workspace.tool)
        elif event.button() == Qt.MouseButton.RightButton:
            self.menu_asked.emit(event.globalPosition().toPoint())
        return True

    def _double_click(self, event: QMouseEvent) -> bool:
        """The first click of the two was a gesture that changed nothing."""
        if event.button() != Qt.MouseButton.LeftButton:
            return self._press(event)
        self.cancel()
        at = self.pointer(event)
        index = self._stage.index_at(at.x, at.y)
        if index is not None:
            self._stage.set(maximize_toggled(self._stage.workspace, index))
        return True

    def _turn(self, event: QWheelEvent) -> bool:
        notches = (event.angleDelta().y() or event.angleDelta().x()) / _NOTCH
        if self._gesture is None:
            self._wheel.turn(notches, self.pointer(event))
        return True

    def _activate(self, event: QMouseEvent) -> None:
        at = self.pointer(event)
        index = self._stage.index_at(at.x, at.y)
        if index is not None:
            self._stage.store.set(activated(self._stage.workspace, index))

    def _show_cursor(self, tool_id: str) -> None:
        if self._gesture is None:
            shape = _CURSORS.get(tool(tool_id).cursor, Qt.CursorShape.ArrowCursor)
            if self._surface.cursor().shape() != shape:
                self._surface.setCursor(shape)
