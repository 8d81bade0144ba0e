using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace MedAgg.Domain.Store;

/// <summary>Lets <c>dotnet ef migrations add</c> build the model; no database is touched. See docs/decisions/0004-ef-core-jsonb.md.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<MedAggContext>
{
    public MedAggContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<MedAggContext>().UseMedAggStore("Host=localhost;Database=design").Options);
}
