"""The parts of the virtual unit's pay (渝卫发〔2021〕55号 三（五）); `compute.payroll` puts them together."""
