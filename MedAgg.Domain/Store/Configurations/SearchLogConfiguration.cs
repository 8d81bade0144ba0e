using MedAgg.Domain.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class SearchLogConfiguration : IEntityTypeConfiguration<SearchLog>
{
    public void Configure(EntityTypeBuilder<SearchLog> builder)
    {
        builder.ToTable("search_log");
        builder.Property(l => l.Text).HasMaxLength(500);
        builder.Property(l => l.Language).HasMaxLength(5);
        builder.Property(l => l.Address).HasMaxLength(2048);
        builder.HasIndex(l => new { l.UserId, l.Id });
        builder.HasIndex(l => new { l.VisitorId, l.Id });
    }
}
