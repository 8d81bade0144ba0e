using MedAgg.Domain.Collections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class CollectionConfiguration : IEntityTypeConfiguration<Collection>
{
    public void Configure(EntityTypeBuilder<Collection> builder)
    {
        builder.ToTable("collection");
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.RecipeJson).HasColumnType("text"); // its bytes are hashed: jsonb would reorder them
        builder.Property(c => c.RecipeSha256).HasMaxLength(64);
        builder.Property(c => c.ArchiveSha256).HasMaxLength(64);
        builder.Property(c => c.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(c => c.ErrorCode).HasMaxLength(60);
        builder.Property(c => c.RowVersion).IsRowVersion();
        builder.Ignore(c => c.IsWaitingOrBuilding);
        builder.HasIndex(c => c.OwnerId);
        builder.HasIndex(c => c.TeamId);
        builder.HasIndex(c => new { c.Status, c.ExpiresAt }); // the broom that expires archives
    }
}
