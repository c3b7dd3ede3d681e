"""Proposes rooms, tables, vehicles and seats for people who have none; changes nothing itself."""
