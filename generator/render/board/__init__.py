"""The duty board (值班看板) as one page that follows the clock by itself and makes no request."""

from generator.render.board.content import board_content as board_content
from generator.render.board.page import board_page as board_page
